"""ecs-deploy, a deploy tool that people run in pipelines: https://github.com/fabfuel/ecs-deploy."""

import json
import os
import subprocess

from command_line import CommandLine
from simulated_account import NETWORK, fargate_definition

ROLE = "arn:aws:iam::111122223333:role/web"


class EcsDeploy(CommandLine):
    def setUp(self):
        super().setUp()
        self.ecs("create-cluster", "--cluster-name", "shop")
        definition = fargate_definition(environment=[{"name": "LEVEL", "value": "info"}])
        self.register({**definition, "taskRoleArn": ROLE, "executionRoleArn": ROLE})

    def start(self, *more):
        """A steady service of the first revision."""
        self.ecs(
            *("create-service", "--cluster", "shop", "--service-name", "web", "--task-definition", "web"),
            *("--desired-count", "2", "--launch-type", "FARGATE", "--network-configuration", json.dumps(NETWORK)),
            *more,
        )
        self.ecs("wait", "services-stable", "--cluster", "shop", "--services", "web")

    def deploy_tool(self, *arguments, code=0):
        """What the tool said."""
        done = subprocess.run(["ecs", *arguments], capture_output=True, text=True, env=os.environ, check=False)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def service(self):
        return self.said("ecs", "describe-services", "--cluster", "shop", "--services", "web")["services"][0]

    def container(self):
        arn = self.service()["taskDefinition"]
        described = self.said("ecs", "describe-task-definition", "--task-definition", arn)
        return described["taskDefinition"]["containerDefinitions"][0]

    def test_another_tag_and_variable(self):
        self.start()
        said = self.deploy_tool("deploy", "shop", "web", "--tag", "2", "-e", "app", "LEVEL", "debug")
        self.assertIn("Deployment successful", said)
        self.assertIn('Changed image of container "app"', said)
        self.assertEqual(self.container()["image"], "nginx:2")
        self.assertEqual(self.container()["environment"], [{"name": "LEVEL", "value": "debug"}])
        listed = self.said("ecs", "list-task-definitions", "--status", "INACTIVE")["taskDefinitionArns"]
        self.assertEqual([arn.rsplit("/")[-1] for arn in listed], ["web:1"])

    def test_a_count(self):
        self.start()
        self.assertIn("Scaling successful", self.deploy_tool("scale", "shop", "web", "3"))
        self.assertEqual(self.service()["runningCount"], 3)

    def test_a_task(self):
        subnet = NETWORK["awsvpcConfiguration"]["subnets"][0]
        said = self.deploy_tool(
            *("run", "shop", "web", "1", "--launchtype", "FARGATE", "--subnet", subnet),
            *("--securitygroup", "sg-0123456789abcdef0", "-c", "app", "migrate"),
        )
        self.assertIn("Successfully started 1 instances of task: web:1", said)
        tasks = self.said("ecs", "list-tasks", "--cluster", "shop", "--desired-status", "RUNNING")["taskArns"]
        self.assertEqual(len(tasks), 1)

    def test_a_new_revision_alone_and_what_it_changes(self):
        self.assertIn("Creating new task definition revision", self.deploy_tool("update", "web", "--tag", "2"))
        self.assertIn("nginx:2", self.deploy_tool("diff", "web", "1", "2"))

    def test_it_needs_roles(self):
        # It sends empty ones where there are none, which AWS takes no more: fabfuel/ecs-deploy#231.
        self.register(fargate_definition(family="plain"))
        self.assertIn("Role is not valid", self.deploy_tool("update", "plain", "--tag", "2", code=1))

    def test_a_crashing_image_fails(self):
        self.start("--deployment-configuration", "deploymentCircuitBreaker={enable=true,rollback=false}")
        said = self.deploy_tool("deploy", "shop", "web", "--tag", "crash", code=1)
        self.assertIn("Deployment Failed! ECS deployment circuit breaker", said)

    def test_a_rollback_of_ecs_is_success_to_it(self):
        # Its users complain of that: https://github.com/fabfuel/ecs-deploy/pull/251.
        self.start("--deployment-configuration", "deploymentCircuitBreaker={enable=true,rollback=true}")
        said = self.deploy_tool("deploy", "shop", "web", "--tag", "crash", "--no-deregister")
        self.assertIn("Deployment successful", said)
        self.assertEqual(self.container()["image"], "nginx:1")

    def test_it_rolls_back_by_itself(self):
        self.start()
        said = self.deploy_tool("deploy", "shop", "web", "--tag", "crash", "--timeout", "5", "--rollback", code=1)
        self.assertIn("Rollback successful", said)
        self.assertEqual(self.container()["image"], "nginx:1")
