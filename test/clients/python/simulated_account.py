"""What the tests have in common: a fresh simulated account, clients of it, and a look at every answer on the wire."""

import json
import os
import unittest
import urllib.request

import boto3
from botocore.config import Config

URL = os.environ["AWS_ENDPOINT_URL"]
NETWORK = {"awsvpcConfiguration": {"subnets": ["subnet-0123456789abcdef0"], "assignPublicIp": "ENABLED"}}
#: Waiters ask often: the simulator's clock runs many times faster than theirs.
QUICK = {"Delay": 1, "MaxAttempts": 60}
#: Members that AWS sends and no SDK knows (recorded).
NOT_IN_MODEL = {"clusterCount", "previousStatus"}


def admin(method, path, body=None):
    """A call to the simulator's admin API."""
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(URL + path, data=data, method=method)) as answer:
        return json.load(answer)


def fargate_definition(family="web", image="nginx:1", **container):
    """Input of RegisterTaskDefinition for Fargate with one container."""
    return {
        "family": family,
        "requiresCompatibilities": ["FARGATE"],
        "networkMode": "awsvpc",
        "cpu": "256",
        "memory": "512",
        "containerDefinitions": [{"name": "app", "image": image, **container}],
    }


def unknown_members(shape, value, path="$"):
    """Paths of a JSON answer that its model does not have, or that have another type there."""
    wrong = {"structure": dict, "list": list, "map": dict, "string": str, "boolean": bool}
    expected = wrong.get(shape.type_name, (int, float) if shape.type_name != "blob" else str)
    if value is None or not isinstance(value, expected):
        return [f"{path} is {json.dumps(value)}, and a {shape.type_name} in the model"]
    if shape.type_name == "structure":
        return [
            problem
            for name, member in value.items()
            if name not in NOT_IN_MODEL
            for problem in (
                unknown_members(shape.members[name], member, f"{path}.{name}")
                if name in shape.members
                else [f"{path}.{name} is not in the model"]
            )
        ]
    if shape.type_name == "list":
        return [problem for item in value for problem in unknown_members(shape.member, item, f"{path}[]")]
    if shape.type_name == "map":
        return [problem for item in value.values() for problem in unknown_members(shape.value, item, f"{path}.*")]
    return []


class SimulatedAccount(unittest.TestCase):
    """A test that begins with an empty account and ends with a look at every answer that boto3 was given."""

    def setUp(self):
        admin("POST", "/_sim/reset")
        self.problems = []
        self.session = boto3.Session(
            aws_access_key_id="any", aws_secret_access_key="any", region_name="us-east-1"
        )
        self.ecs = self.client("ecs")
        self.scaling = self.client("application-autoscaling")

    def tearDown(self):
        self.assertEqual(self.problems, [], "answers that do not fit botocore's model")

    def client(self, service):
        """A client whose JSON answers are compared with botocore's model. Nothing is retried."""
        client = self.session.client(service, config=Config(retries={"total_max_attempts": 1}))
        client.meta.events.register(f"before-parse.{service}", self._look_at)
        return client

    def _look_at(self, operation_model, response_dict, **_):
        if response_dict["status_code"] != 200 or operation_model.output_shape is None:
            return
        if "json" not in response_dict["headers"].get("content-type", ""):
            return
        body = json.loads(response_dict["body"])
        name = operation_model.name
        self.problems += [f"{name}: {problem}" for problem in unknown_members(operation_model.output_shape, body)]

    def start_service(self, name="web", count=1, **more):
        """The cluster `default`, the definition `web`, and a service of it."""
        self.ecs.create_cluster()
        self.ecs.register_task_definition(**fargate_definition())
        return self.ecs.create_service(
            serviceName=name,
            taskDefinition="web",
            desiredCount=count,
            launchType="FARGATE",
            networkConfiguration=NETWORK,
            **more,
        )["service"]

    def wait_stable(self, name="web"):
        self.ecs.get_waiter("services_stable").wait(services=[name], WaiterConfig=QUICK)
