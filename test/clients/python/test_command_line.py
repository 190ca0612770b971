"""The AWS CLI, version 1, as deploy scripts call it."""

import json

from command_line import CommandLine
from simulated_account import NETWORK, fargate_definition


class DeployScripts(CommandLine):
    def test_deploy_script(self):
        self.ecs("create-cluster", "--cluster-name", "demo")
        definition = fargate_definition(image="nginx:1")
        arn = self.register(definition)
        self.assertTrue(arn.endswith(":task-definition/web:1"))
        self.ecs(
            *("create-service", "--cluster", "demo", "--service-name", "web", "--task-definition", arn),
            *("--desired-count", "2", "--launch-type", "FARGATE", "--network-configuration", json.dumps(NETWORK)),
            *("--deployment-configuration", "deploymentCircuitBreaker={enable=true,rollback=true}"),
        )
        self.ecs("wait", "services-stable", "--cluster", "demo", "--services", "web")
        definition["containerDefinitions"][0]["image"] = "nginx:2"
        self.ecs("update-service", "--cluster", "demo", "--service", "web", "--task-definition", self.register(definition))
        self.ecs("wait", "services-stable", "--cluster", "demo", "--services", "web")
        state = self.ecs(
            *("describe-services", "--cluster", "demo", "--services", "web", "--output", "text"),
            *("--query", "services[0].[status,runningCount,deployments[0].rolloutState,taskDefinition]"),
        ).split()
        self.assertEqual(state[:3], ["ACTIVE", "2", "COMPLETED"])
        self.assertTrue(state[3].endswith("web:2"))
        tasks = json.loads(self.ecs("list-tasks", "--cluster", "demo", "--service-name", "web"))["taskArns"]
        self.ecs("wait", "tasks-running", "--cluster", "demo", "--tasks", *tasks)
        self.ecs("delete-service", "--cluster", "demo", "--service", "web", "--force")
        self.ecs("wait", "services-inactive", "--cluster", "demo", "--services", "web")

    def test_errors_go_to_standard_error_with_code_255(self):
        said = self.ecs("describe-services", "--cluster", "none", "--services", "web", code=255)
        self.assertIn(
            "An error occurred (ClusterNotFoundException) when calling the DescribeServices operation: Cluster not found.",
            said,
        )

    def test_pages_are_followed(self):
        for name in ("a", "b", "c"):
            self.ecs("create-cluster", "--cluster-name", name)
        arns = json.loads(self.ecs("list-clusters", "--page-size", "1"))["clusterArns"]
        self.assertEqual(len(arns), 3)

    def test_scaling_and_tables(self):
        said = self.aws("application-autoscaling", "describe-scalable-targets", "--service-namespace", "ecs")
        self.assertEqual(json.loads(said), {"ScalableTargets": []})
        self.ecs("create-cluster", "--cluster-name", "demo", "--tags", "key=team,value=a")
        table = self.ecs("describe-clusters", "--clusters", "demo", "--include", "TAGS", "--output", "table")
        self.assertIn("|  demo", table)

    def test_alarms(self):
        self.aws(
            *("cloudwatch", "put-metric-alarm", "--alarm-name", "deep", "--namespace", "my", "--metric-name", "depth"),
            *("--statistic", "Sum", "--period", "60", "--evaluation-periods", "1", "--threshold", "5"),
            *("--comparison-operator", "LessThanThreshold", "--dimensions", "Name=queue,Value=a"),
        )
        described = self.aws(
            *("cloudwatch", "describe-alarms", "--alarm-names", "deep", "--output", "text"),
            *("--query", "MetricAlarms[0].[Threshold,Dimensions[0].Value,ActionsEnabled]"),
        )
        self.assertEqual(described.split(), ["5.0", "a", "True"])
        self.aws("cloudwatch", "delete-alarms", "--alarm-names", "deep")

    def test_who_calls(self):
        account = self.aws("sts", "get-caller-identity", "--query", "Account", "--output", "text")
        self.assertEqual(account.strip(), "111122223333")
