"""A test of deploy code against the simulator: `python -m unittest test_rollout` with the variables that
`ecs-operator simulator --speed 100` prints. Needs boto3."""

import os
import time
import unittest
import urllib.request

import boto3


def deploy(ecs, service, image):
    """The code under test: registers the image and rolls it out."""
    definition = ecs.register_task_definition(
        family=service,
        requiresCompatibilities=["FARGATE"],
        networkMode="awsvpc",
        cpu="256",
        memory="512",
        containerDefinitions=[{"name": "app", "image": image}],
    )["taskDefinition"]["taskDefinitionArn"]
    answer = ecs.update_service(cluster="shop", service=service, taskDefinition=definition)
    return answer["service"]["deployments"][0]["id"]


class Rollout(unittest.TestCase):
    def setUp(self):
        reset = urllib.request.Request(os.environ["AWS_ENDPOINT_URL"] + "/_sim/reset", method="POST")
        urllib.request.urlopen(reset).close()
        self.ecs = boto3.client("ecs")
        self.ecs.create_cluster(clusterName="shop")
        self.ecs.register_task_definition(
            family="web", containerDefinitions=[{"name": "app", "image": "web:0.9"}],
            requiresCompatibilities=["FARGATE"], networkMode="awsvpc", cpu="256", memory="512",
        )
        self.ecs.create_service(
            cluster="shop", serviceName="web", taskDefinition="web", desiredCount=1, launchType="FARGATE",
            networkConfiguration={"awsvpcConfiguration": {"subnets": ["subnet-0123456789abcdef0"]}},
            deploymentConfiguration={"deploymentCircuitBreaker": {"enable": True, "rollback": True}},
        )
        self.wait_until(lambda service: service["deployments"][0]["rolloutState"] == "COMPLETED")

    def wait_until(self, holds):
        for _ in range(600):
            service = self.ecs.describe_services(cluster="shop", services=["web"])["services"][0]
            if holds(service):
                return service
            time.sleep(0.1)
        raise AssertionError("did not come about")

    def test_a_good_image_arrives(self):
        deployment = deploy(self.ecs, "web", "web:1.0")
        service = self.wait_until(lambda service: service["deployments"][0]["rolloutState"] == "COMPLETED")
        self.assertEqual(service["deployments"][0]["id"], deployment)

    def test_a_crashing_image_is_rolled_back(self):
        # The tag decides the container's fate: docs/simulator.md.
        deploy(self.ecs, "web", "web:1.0-crash")
        self.wait_until(lambda service: service["taskDefinition"].endswith("/web:1"))


if __name__ == "__main__":
    unittest.main()
