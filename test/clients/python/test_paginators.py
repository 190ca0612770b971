"""boto3's paginators come to the end, and no item is lost or told twice."""

from simulated_account import NETWORK, SimulatedAccount, fargate_definition


class Paginators(SimulatedAccount):
    def all_of(self, client, operation, result, **arguments):
        pages = list(client.get_paginator(operation).paginate(PaginationConfig={"PageSize": 2}, **arguments))
        self.assertGreater(len(pages), 1)
        return [item for page in pages for item in page[result]]

    def test_lists_of_ecs(self):
        for name in "abcde":
            self.ecs.create_cluster(clusterName=name)
            self.ecs.register_task_definition(**fargate_definition(family=name))
            self.ecs.create_service(
                cluster="a",
                serviceName=name,
                taskDefinition="a" if name == "a" else "a:1",
                desiredCount=0,
                launchType="FARGATE",
                networkConfiguration=NETWORK,
            )
        expected = {
            "list_clusters": ("clusterArns", {}),
            "list_task_definition_families": ("families", {}),
            "list_task_definitions": ("taskDefinitionArns", {}),
            "list_services": ("serviceArns", {"cluster": "a"}),
        }
        for operation, (result, arguments) in expected.items():
            with self.subTest(operation):
                items = self.all_of(self.ecs, operation, result, **arguments)
                self.assertEqual(sorted(item.rsplit("/", 1)[-1].split(":")[0] for item in items), list("abcde"))

    def test_account_settings(self):
        items = self.all_of(self.ecs, "list_account_settings", "settings", effectiveSettings=True)
        self.assertEqual(len({item["name"] for item in items}), len(items))

    def test_scaling_policies(self):
        # Application Auto Scaling takes an explicit MaxResults as the end of the list (recorded): its own pages of ten.
        self.start_service("web", 0)
        target = {
            "ServiceNamespace": "ecs",
            "ResourceId": "service/default/web",
            "ScalableDimension": "ecs:service:DesiredCount",
        }
        self.scaling.register_scalable_target(**target, MinCapacity=0, MaxCapacity=2)
        for name in "abcdefghijkl":
            self.scaling.put_scaling_policy(
                **target,
                PolicyName=name,
                PolicyType="StepScaling",
                StepScalingPolicyConfiguration={
                    "AdjustmentType": "ChangeInCapacity",
                    "StepAdjustments": [{"MetricIntervalLowerBound": 0, "ScalingAdjustment": 1}],
                },
            )
        pages = list(self.scaling.get_paginator("describe_scaling_policies").paginate(ServiceNamespace="ecs"))
        self.assertEqual([len(page["ScalingPolicies"]) for page in pages], [10, 2])
        items = [item["PolicyName"] for page in pages for item in page["ScalingPolicies"]]
        self.assertEqual(sorted(items), list("abcdefghijkl"))
