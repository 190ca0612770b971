"""Load balancers as boto3's users and the AWS CLI make them, with every waiter and paginator, and a service behind one."""

import json
import os
import re
import subprocess
import xml.etree.ElementTree as ElementTree

from botocore.exceptions import ClientError

from simulated_account import NETWORK, QUICK, SimulatedAccount, fargate_definition

SUBNETS = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]


def unknown_elements(shape, element, path="$"):
    """Paths of an XML answer that its model does not have."""
    children = [(re.sub(r"^\{.*\}", "", child.tag), child) for child in element]
    if shape.type_name == "structure":
        return [
            problem
            for name, child in children
            for problem in (
                unknown_elements(shape.members[name], child, f"{path}.{name}")
                if name in shape.members
                else [f"{path}.{name} is not in the model"]
            )
        ]
    if shape.type_name == "list":
        return [problem for name, child in children for problem in unknown_elements(shape.member, child, f"{path}[{name}]")]
    return []


class LoadBalancers(SimulatedAccount):
    def setUp(self):
        super().setUp()
        self.elb = self.client("elbv2")
        self.elb.meta.events.register("before-parse.elastic-load-balancing-v2", self._look_at_xml)

    def _look_at_xml(self, operation_model, response_dict, **_):
        if response_dict["status_code"] != 200 or operation_model.output_shape is None:
            return
        result = ElementTree.fromstring(response_dict["body"])[0]
        name = operation_model.name
        self.problems += [f"{name}: {problem}" for problem in unknown_elements(operation_model.output_shape, result)]

    def balancer(self, name="web", **more):
        """An active load balancer."""
        made = self.elb.create_load_balancer(Name=name, Subnets=SUBNETS, **more)["LoadBalancers"][0]
        self.elb.get_waiter("load_balancer_available").wait(Names=[name], WaiterConfig=QUICK)
        return made["LoadBalancerArn"]

    def group(self, name="web", **more):
        settings = {"Protocol": "HTTP", "Port": 80, "VpcId": "vpc-0123456789abcdef0", "TargetType": "ip", **more}
        return self.elb.create_target_group(Name=name, **settings)["TargetGroups"][0]["TargetGroupArn"]

    def listener(self, balancer, group):
        action = {"Type": "forward", "TargetGroupArn": group}
        made = self.elb.create_listener(LoadBalancerArn=balancer, Protocol="HTTP", Port=80, DefaultActions=[action])
        return made["Listeners"][0]["ListenerArn"]

    def refused(self, code, call, **arguments):
        with self.assertRaises(ClientError) as caught:
            call(**arguments)
        self.assertEqual(caught.exception.response["Error"]["Code"], code)
        self.assertEqual(caught.exception.response["ResponseMetadata"]["HTTPStatusCode"], 400)

    def test_life_of_a_load_balancer(self):
        arn = self.balancer(Tags=[{"Key": "team", "Value": "a & <b>"}])
        group = self.group()
        listener = self.listener(arn, group)
        described = self.elb.describe_load_balancers(Names=["web"])["LoadBalancers"][0]
        self.assertEqual(described["State"]["Code"], "active")
        self.assertIsNotNone(described["CreatedTime"].tzinfo)
        tags = self.elb.describe_tags(ResourceArns=[arn])["TagDescriptions"][0]["Tags"]
        self.assertEqual(tags, [{"Key": "team", "Value": "a & <b>"}])
        self.elb.set_security_groups(LoadBalancerArn=arn, SecurityGroups=["sg-0123456789abcdef0"])
        attribute = {"Key": "idle_timeout.timeout_seconds", "Value": "90"}
        self.elb.modify_load_balancer_attributes(LoadBalancerArn=arn, Attributes=[attribute])
        self.assertIn(attribute, self.elb.describe_load_balancer_attributes(LoadBalancerArn=arn)["Attributes"])
        self.refused("ResourceInUse", self.elb.delete_target_group, TargetGroupArn=group)
        self.elb.delete_listener(ListenerArn=listener)
        self.elb.delete_target_group(TargetGroupArn=group)
        self.elb.delete_load_balancer(LoadBalancerArn=arn)
        self.elb.get_waiter("load_balancers_deleted").wait(LoadBalancerArns=[arn], WaiterConfig=QUICK)

    def test_rules(self):
        group = self.group()
        listener = self.listener(self.balancer(), group)
        rule = {
            "ListenerArn": listener,
            "Priority": 5,
            "Conditions": [{"Field": "path-pattern", "PathPatternConfig": {"Values": ["/api/*"]}}],
            "Actions": [{"Type": "forward", "ForwardConfig": {"TargetGroups": [{"TargetGroupArn": group, "Weight": 3}]}}],
        }
        made = self.elb.create_rule(**rule)["Rules"][0]
        self.assertEqual((made["Priority"], made["IsDefault"]), ("5", False))
        self.refused("PriorityInUse", self.elb.create_rule, **rule)
        self.elb.set_rule_priorities(RulePriorities=[{"RuleArn": made["RuleArn"], "Priority": 7}])
        priorities = [each["Priority"] for each in self.elb.describe_rules(ListenerArn=listener)["Rules"]]
        self.assertEqual(priorities, ["7", "default"])
        self.elb.delete_rule(RuleArn=made["RuleArn"])
        self.refused("RuleNotFound", self.elb.describe_rules, RuleArns=[made["RuleArn"]])

    def test_targets_come_and_go(self):
        group = self.group()
        self.listener(self.balancer(), group)
        targets = [{"Id": "10.0.0.10", "Port": 80}]
        named = {"TargetGroupArn": group, "Targets": targets}
        self.elb.register_targets(**named)
        self.elb.get_waiter("target_in_service").wait(**named, WaiterConfig=QUICK)
        delay = {"Key": "deregistration_delay.timeout_seconds", "Value": "60"}
        self.elb.modify_target_group_attributes(TargetGroupArn=group, Attributes=[delay])
        self.elb.deregister_targets(**named)
        self.elb.get_waiter("target_deregistered").wait(**named, WaiterConfig=QUICK)
        self.assertEqual(self.elb.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"], [])

    def test_pages(self):
        arns = {self.group(f"group-{number}") for number in range(5)}
        for name, key in [("describe_target_groups", "TargetGroups"), ("describe_account_limits", "Limits")]:
            pages = list(self.elb.get_paginator(name).paginate(PaginationConfig={"PageSize": 2}))
            self.assertGreater(len(pages), 2)
            self.assertTrue(all(len(page[key]) <= 2 for page in pages))
        found = {each["TargetGroupArn"] for each in self.elb.get_paginator("describe_target_groups").paginate().search("TargetGroups[]")}
        self.assertEqual(found, arns)
        self.assertEqual(list(self.elb.get_paginator("describe_load_balancers").paginate().search("LoadBalancers[]")), [])

    def test_errors(self):
        self.refused("LoadBalancerNotFound", self.elb.describe_load_balancers, Names=["none"])
        self.refused("TargetGroupNotFound", self.elb.describe_target_groups, Names=["none"])
        self.refused("ValidationError", self.elb.create_load_balancer, Name="web", Subnets=SUBNETS[:1])
        self.group()
        self.refused("DuplicateTargetGroupName", self.group, Port=81)
        with self.assertRaises(self.elb.exceptions.LoadBalancerNotFoundException):
            self.elb.describe_load_balancers(Names=["none"])

    def test_a_service_behind_it(self):
        group = self.group()
        self.ecs.create_cluster()
        self.ecs.register_task_definition(**fargate_definition(portMappings=[{"containerPort": 80}]))
        service = {
            "serviceName": "web",
            "taskDefinition": "web",
            "desiredCount": 2,
            "launchType": "FARGATE",
            "networkConfiguration": NETWORK,
            "loadBalancers": [{"targetGroupArn": group, "containerName": "app", "containerPort": 80}],
        }
        with self.assertRaisesRegex(ClientError, "does not have an associated load balancer"):
            self.ecs.create_service(**service)
        self.listener(self.balancer(), group)
        self.ecs.create_service(**service)
        self.wait_stable()
        self.elb.get_waiter("target_in_service").wait(TargetGroupArn=group, WaiterConfig=QUICK)
        health = self.elb.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
        tasks = self.ecs.describe_tasks(tasks=self.ecs.list_tasks(serviceName="web")["taskArns"])["tasks"]
        details = [detail for task in tasks for detail in task["attachments"][0]["details"]]
        addresses = {detail["value"] for detail in details if detail["name"] == "privateIPv4Address"}
        self.assertEqual({each["Target"]["Id"] for each in health}, addresses)
        self.ecs.delete_service(service="web", force=True)
        self.ecs.get_waiter("services_inactive").wait(services=["web"], WaiterConfig=QUICK)
        self.assertEqual(self.elb.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"], [])

    def test_command_line(self):
        made = self.aws("create-load-balancer", "--name", "web", "--subnets", *SUBNETS)
        arn = made["LoadBalancers"][0]["LoadBalancerArn"]
        self.aws("wait", "load-balancer-available", "--names", "web")
        group = self.aws(
            *("create-target-group", "--name", "web", "--protocol", "HTTP", "--port", "80"),
            *("--vpc-id", "vpc-0123456789abcdef0", "--target-type", "ip", "--matcher", "HttpCode=200-299"),
        )["TargetGroups"][0]["TargetGroupArn"]
        self.aws(
            *("create-listener", "--load-balancer-arn", arn, "--protocol", "HTTP", "--port", "80"),
            *("--default-actions", f"Type=forward,TargetGroupArn={group}"),
        )
        self.aws("register-targets", "--target-group-arn", group, "--targets", "Id=10.0.0.10")
        self.aws("wait", "target-in-service", "--target-group-arn", group)
        self.aws("set-security-groups", "--load-balancer-arn", arn, "--security-groups", "sg-0123456789abcdef0")
        described = self.aws("describe-load-balancers", "--load-balancer-arns", arn)["LoadBalancers"][0]
        self.assertEqual(described["SecurityGroups"], ["sg-0123456789abcdef0"])

    def aws(self, *arguments):
        environment = {**os.environ, "AWS_PAGER": "", "AWS_MAX_ATTEMPTS": "1"}
        done = subprocess.run(["aws", "elbv2", *arguments], capture_output=True, text=True, env=environment, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout or "null")
