"""Scaling as its users set it up: targets, policies, and CloudWatch alarms and metric data that move them."""

import time

from botocore.exceptions import ClientError

from simulated_account import SimulatedAccount

TARGET = {
    "ServiceNamespace": "ecs",
    "ResourceId": "service/default/web",
    "ScalableDimension": "ecs:service:DesiredCount",
}


class Scaling(SimulatedAccount):
    def setUp(self):
        super().setUp()
        self.watch = self.client("cloudwatch")

    def test_an_alarm_on_metric_data_scales_out(self):
        self.start_service()
        self.wait_stable()
        self.scaling.register_scalable_target(**TARGET, MinCapacity=1, MaxCapacity=3)
        policy = self.scaling.put_scaling_policy(
            **TARGET,
            PolicyName="out",
            PolicyType="StepScaling",
            StepScalingPolicyConfiguration={
                "AdjustmentType": "ChangeInCapacity",
                "StepAdjustments": [{"MetricIntervalLowerBound": 0, "ScalingAdjustment": 1}],
            },
        )["PolicyARN"]
        self.watch.put_metric_alarm(
            AlarmName="deep",
            Namespace="my",
            MetricName="depth",
            Statistic="Average",
            Period=60,
            EvaluationPeriods=1,
            Threshold=10.5,
            ComparisonOperator="GreaterThanThreshold",
            AlarmActions=[policy],
        )
        self.put_until(lambda: self.desired_count() > 1)
        activity = self.scaling.describe_scaling_activities(ServiceNamespace="ecs")["ScalingActivities"][-1]
        self.assertEqual(activity["Cause"], "monitor alarm deep in state ALARM triggered policy out")

    def put_until(self, holds):
        for _ in range(100):
            self.watch.put_metric_data(Namespace="my", MetricData=[{"MetricName": "depth", "Value": 20}])
            if holds():
                return
            time.sleep(0.05)
        self.fail("did not scale")

    def desired_count(self):
        return self.ecs.describe_services(services=["web"])["services"][0]["desiredCount"]

    def test_managed_alarms_are_described(self):
        self.start_service(count=0)
        self.scaling.register_scalable_target(**TARGET, MinCapacity=0, MaxCapacity=3)
        answer = self.scaling.put_scaling_policy(
            **TARGET,
            PolicyName="cpu",
            PolicyType="TargetTrackingScaling",
            TargetTrackingScalingPolicyConfiguration={
                "TargetValue": 50,
                "PredefinedMetricSpecification": {"PredefinedMetricType": "ECSServiceAverageCPUUtilization"},
            },
        )
        names = sorted(alarm["AlarmName"] for alarm in answer["Alarms"])
        pages = self.watch.get_paginator("describe_alarms").paginate(PaginationConfig={"PageSize": 1})
        alarms = [alarm for page in pages for alarm in page["MetricAlarms"]]
        self.assertEqual([alarm["AlarmName"] for alarm in alarms], names)
        self.assertEqual([alarm["Threshold"] for alarm in alarms], [50.0, 45.0])

    def test_codes_of_the_query_protocol_live_on(self):
        with self.assertRaises(self.watch.exceptions.ResourceNotFound) as caught:
            self.watch.set_alarm_state(AlarmName="none", StateValue="OK", StateReason="test")
        self.assertEqual(caught.exception.response["Error"]["Code"], "ResourceNotFound")
        with self.assertRaises(ClientError) as caught:
            self.watch.put_metric_data(Namespace="AWS/ECS", MetricData=[{"MetricName": "m", "Value": 1}])
        self.assertEqual(caught.exception.response["Error"]["Code"], "InvalidParameterValue")
