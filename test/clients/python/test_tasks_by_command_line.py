"""Standalone tasks, container instances and deployments by the AWS CLI, version 1."""

import json

from command_line import CommandLine
from simulated_account import NETWORK, admin, fargate_definition

FARGATE = ("--launch-type", "FARGATE", "--network-configuration", json.dumps(NETWORK))


class Tasks(CommandLine):
    def setUp(self):
        super().setUp()
        self.ecs("create-cluster")

    def run_task(self, *more):
        """Runs a task of the family `web`; gives its ARN."""
        return self.ecs(
            *("run-task", "--task-definition", "web", *FARGATE, *more),
            *("--query", "tasks[0].taskArn", "--output", "text"),
        ).strip()

    def test_a_job_runs_to_its_end(self):
        self.register(fargate_definition(image="job:exit-0"))
        overrides = {"containerOverrides": [{"name": "app", "command": ["migrate"]}]}
        task = self.run_task("--overrides", json.dumps(overrides), "--started-by", "script", "--count", "1")
        self.ecs("wait", "tasks-stopped", "--tasks", task)
        end = self.ecs(
            *("describe-tasks", "--tasks", task, "--output", "text"),
            *("--query", "tasks[0].[lastStatus,stopCode,containers[0].exitCode,startedBy]"),
        )
        self.assertEqual(end.split(), ["STOPPED", "EssentialContainerExited", "0", "script"])
        listed = self.said("ecs", "list-tasks", "--started-by", "script", "--desired-status", "STOPPED")
        self.assertEqual(listed["taskArns"], [task])

    def test_a_task_is_stopped(self):
        self.register(fargate_definition())
        task = self.run_task("--tags", "key=team,value=blue", "--propagate-tags", "TASK_DEFINITION")
        self.ecs("wait", "tasks-running", "--tasks", task)
        self.ecs("stop-task", "--task", task, "--reason", "enough")
        self.ecs("wait", "tasks-stopped", "--tasks", task)
        described = self.said("ecs", "describe-tasks", "--tasks", task, "--include", "TAGS")["tasks"][0]
        self.assertEqual((described["stopCode"], described["stoppedReason"]), ("UserInitiated", "enough"))
        self.assertEqual(described["tags"], [{"key": "team", "value": "blue"}])

    def test_container_instances(self):
        self.assertEqual(self.said("ecs", "list-container-instances"), {"containerInstanceArns": []})
        missing = self.said("ecs", "describe-container-instances", "--container-instances", "none")
        self.assertEqual(missing["failures"][0]["reason"], "MISSING")
        admin("POST", "/_sim/services/set-instances", {"cluster": "default", "count": 3, "cpu": 1024})
        listed = self.said("ecs", "list-container-instances", "--page-size", "2")["containerInstanceArns"]
        self.assertEqual(len(listed), 3)
        self.ecs(
            *("put-attributes", "--attributes"),
            f"name=stack,value=blue,targetId={listed[0]},targetType=container-instance",
        )
        named = self.said(
            *("ecs", "list-attributes", "--target-type", "container-instance", "--attribute-name", "stack")
        )
        self.assertEqual(named["attributes"], [{"name": "stack", "value": "blue", "targetId": listed[0]}])
        self.ecs(
            *("update-container-instances-state", "--container-instances", listed[0], "--status", "DRAINING")
        )
        status = self.ecs(
            *("describe-container-instances", "--container-instances", *listed, "--output", "text"),
            *("--query", "sort_by(containerInstances, &status)[].[status,registeredResources[0].integerValue]"),
        )
        self.assertEqual(status.split(), ["ACTIVE", "1024", "ACTIVE", "1024", "DRAINING", "1024"])

    def test_a_deployment_is_looked_at_and_stopped(self):
        first = self.register(fargate_definition())
        service = ("--service", "web")
        self.ecs(
            *("create-service", "--service-name", "web", "--task-definition", first, "--desired-count", "1", *FARGATE)
        )
        self.ecs("wait", "services-stable", "--services", "web")
        # These tasks never pass their health check, so the deployment is still there to be stopped.
        check = {"command": ["CMD-SHELL", "false"], "interval": 300, "retries": 10}
        second = self.register(fargate_definition(image="nginx:unhealthy", healthCheck=check))
        self.ecs("update-service", *service, "--task-definition", second)
        deployment = self.newest_deployment()
        self.ecs("stop-service-deployment", "--service-deployment-arn", deployment, "--stop-type", "ROLLBACK")
        self.ecs("wait", "services-stable", "--services", "web")
        described = self.said("ecs", "describe-service-deployments", "--service-deployment-arns", deployment)
        self.assertIn(described["serviceDeployments"][0]["status"], ("ROLLBACK_IN_PROGRESS", "ROLLBACK_SUCCESSFUL"))
        definition = self.ecs(
            *("describe-services", "--services", "web", "--query", "services[0].taskDefinition", "--output", "text")
        )
        self.assertEqual(definition.strip(), first)
        self.assertEqual(self.said("ecs", "describe-task-sets", "--cluster", "default", *service)["taskSets"], [])

    def newest_deployment(self):
        return self.ecs(
            *("list-service-deployments", "--service", "web", "--max-results", "1", "--output", "text"),
            *("--query", "serviceDeployments[0].serviceDeploymentArn"),
        ).strip()
