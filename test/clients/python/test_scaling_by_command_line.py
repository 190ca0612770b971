"""Application Auto Scaling and CloudWatch by the AWS CLI, version 1."""

import json

from command_line import CommandLine
from simulated_account import NETWORK, fargate_definition

TARGET = ("--service-namespace", "ecs", "--resource-id", "service/default/web")
COUNT = ("--scalable-dimension", "ecs:service:DesiredCount")


class Scaling(CommandLine):
    def setUp(self):
        super().setUp()
        self.ecs("create-cluster")
        self.register(fargate_definition())
        self.ecs(
            *("create-service", "--service-name", "web", "--task-definition", "web", "--desired-count", "1"),
            *("--launch-type", "FARGATE", "--network-configuration", json.dumps(NETWORK)),
        )
        self.scaling("register-scalable-target", *TARGET, *COUNT, "--min-capacity", "2", "--max-capacity", "10")

    def scaling(self, *arguments, **more):
        return self.aws("application-autoscaling", *arguments, **more)

    def test_the_minimum_is_kept(self):
        self.ecs("wait", "services-stable", "--services", "web")
        count = self.ecs("describe-services", "--services", "web", "--query", "services[0].desiredCount")
        self.assertEqual(count.strip(), "2")
        reasons = self.scaling(
            *("describe-scaling-activities", *TARGET, "--query", "ScalingActivities[].StatusCode", "--output", "text")
        )
        self.assertIn("Successful", reasons)

    def test_policies_and_actions(self):
        tracking = {
            "TargetValue": 60,
            "PredefinedMetricSpecification": {"PredefinedMetricType": "ECSServiceAverageCPUUtilization"},
        }
        put = json.loads(
            self.scaling(
                *("put-scaling-policy", *TARGET, *COUNT, "--policy-name", "cpu", "--policy-type"),
                *("TargetTrackingScaling", "--target-tracking-scaling-policy-configuration", json.dumps(tracking)),
            )
        )
        names = [alarm["AlarmName"] for alarm in put["Alarms"]]
        shown = self.said("cloudwatch", "describe-alarms", "--alarm-names", *names)["MetricAlarms"]
        self.assertEqual({alarm["AlarmName"] for alarm in shown}, set(names))
        self.scaling(
            *("put-scheduled-action", *TARGET, *COUNT, "--scheduled-action-name", "night", "--schedule"),
            *("cron(0 20 * * ? *)", "--scalable-target-action", "MinCapacity=0,MaxCapacity=1"),
        )
        actions = self.scaling(
            *("describe-scheduled-actions", "--service-namespace", "ecs", "--output", "text"),
            *("--query", "ScheduledActions[].[ScheduledActionName,ScalableTargetAction.MaxCapacity]"),
        )
        self.assertEqual(actions.split(), ["night", "1"])
        self.scaling("delete-scaling-policy", *TARGET, *COUNT, "--policy-name", "cpu")
        self.scaling("deregister-scalable-target", *TARGET, *COUNT)
        said = self.scaling("delete-scaling-policy", *TARGET, *COUNT, "--policy-name", "cpu", code=255)
        self.assertIn("(ObjectNotFoundException)", said)

    def test_metrics_and_alarm_states(self):
        self.aws(
            *("cloudwatch", "put-metric-data", "--namespace", "my", "--metric-name", "depth", "--value", "7"),
            *("--dimensions", "queue=a"),
        )
        metrics = self.aws("cloudwatch", "list-metrics", "--namespace", "my", "--query", "Metrics[].MetricName")
        self.assertEqual(json.loads(metrics), ["depth"])
        self.aws(
            *("cloudwatch", "put-metric-alarm", "--alarm-name", "deep", "--namespace", "my", "--metric-name", "depth"),
            *("--statistic", "Sum", "--period", "60", "--evaluation-periods", "1", "--threshold", "5"),
            *("--comparison-operator", "GreaterThanThreshold", "--treat-missing-data", "ignore"),
        )
        self.aws(
            *("cloudwatch", "set-alarm-state", "--alarm-name", "deep", "--state-value", "ALARM"),
            *("--state-reason", "by hand"),
        )
        history = self.aws(
            *("cloudwatch", "describe-alarm-history", "--alarm-name", "deep", "--history-item-type", "StateUpdate"),
            *("--query", "AlarmHistoryItems[0].HistorySummary", "--output", "text"),
        )
        self.assertIn("to ALARM", history)
