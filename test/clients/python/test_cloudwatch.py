"""CloudWatch in every protocol that SDKs speak to it: the newest CBOR, the last ones JSON, the older ones query."""

import datetime
from unittest import mock

import boto3
from botocore.exceptions import ClientError
from botocore.loaders import Loader

from simulated_account import SimulatedAccount

PROTOCOLS = ("smithy-rpc-v2-cbor", "json", "query")


def client_of(protocol):
    """A client of a botocore that knows this protocol of CloudWatch alone."""
    load = Loader.load_service_model

    def only(self, service, *arguments, **named):
        model = load(self, service, *arguments, **named)
        if "metadata" not in model or model["metadata"].get("endpointPrefix") != "monitoring":
            return model
        return {**model, "metadata": {**model["metadata"], "protocol": protocol, "protocols": [protocol]}}

    with mock.patch.object(Loader, "load_service_model", only):
        return boto3.session.Session().client("cloudwatch")


class CloudWatch(SimulatedAccount):
    def in_every_protocol(self):
        for protocol in PROTOCOLS:
            with self.subTest(protocol):
                client = client_of(protocol)
                self.assertEqual(client.meta.service_model.resolved_protocol, protocol)
                yield client

    def test_alarms(self):
        for client in self.in_every_protocol():
            client.put_metric_alarm(
                AlarmName="deep",
                Namespace="my",
                MetricName="depth",
                Dimensions=[{"Name": "queue", "Value": "a"}],
                Statistic="Average",
                Period=60,
                EvaluationPeriods=1,
                Threshold=0.5,
                ComparisonOperator="GreaterThanThreshold",
                ActionsEnabled=False,
            )
            client.put_composite_alarm(AlarmName="any", AlarmRule="ALARM(deep) OR ALARM(deep)")
            client.set_alarm_state(AlarmName="deep", StateValue="ALARM", StateReason="test")
            answer = client.describe_alarms(AlarmTypes=["MetricAlarm", "CompositeAlarm"])
            (alarm,), (composite,) = answer["MetricAlarms"], answer["CompositeAlarms"]
            self.assertEqual((alarm["Threshold"], alarm["ActionsEnabled"]), (0.5, False))
            self.assertEqual(alarm["Dimensions"], [{"Name": "queue", "Value": "a"}])
            self.assertIsInstance(alarm["StateUpdatedTimestamp"], datetime.datetime)
            self.assertEqual(composite["StateValue"], "ALARM")
            client.delete_alarms(AlarmNames=["any"])
            client.delete_alarms(AlarmNames=["deep", "never"])

    def test_metric_data_large_enough_to_be_compressed(self):
        for index, client in enumerate(self.in_every_protocol()):
            now = datetime.datetime.now(datetime.timezone.utc)
            name = f"of-protocol-{index}"
            data = [{"MetricName": name, "Value": float(value), "Unit": "Count"} for value in range(300)]
            client.put_metric_data(Namespace="my", MetricData=data)
            metric = {"Namespace": "my", "MetricName": name}
            result = client.get_metric_data(
                MetricDataQueries=[
                    {"Id": "m", "MetricStat": {"Metric": metric, "Period": 3600, "Stat": "SampleCount"}, "ReturnData": False},
                    {"Id": "all", "Expression": "FILL(m, 0)"},
                ],
                StartTime=now - datetime.timedelta(days=1),
                EndTime=now + datetime.timedelta(days=10),
                ScanBy="TimestampAscending",
            )["MetricDataResults"][0]
            self.assertEqual(sum(result["Values"]), 300)
            self.assertIn(metric, [{k: each[k] for k in metric} for each in client.list_metrics(Namespace="my")["Metrics"]])

    def test_errors(self):
        for client in self.in_every_protocol():
            with self.assertRaises(client.exceptions.ResourceNotFound):
                client.set_alarm_state(AlarmName="none", StateValue="OK", StateReason="test")
            with self.assertRaises(ClientError) as refused:
                client.put_metric_data(Namespace="my")
            self.assertEqual(refused.exception.response["Error"]["Code"], "MissingParameter")
