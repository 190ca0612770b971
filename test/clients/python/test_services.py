"""The life of a service as boto3's users write it, with every ECS waiter."""

import time

from botocore.exceptions import ParamValidationError, WaiterError

from simulated_account import QUICK, SimulatedAccount, fargate_definition


class Services(SimulatedAccount):
    def test_roll_out_update_and_go(self):
        service = self.start_service(count=2)
        self.assertEqual(service["status"], "ACTIVE")
        self.assertEqual(service["createdAt"].tzinfo is not None, True)
        self.wait_stable()
        self.ecs.register_task_definition(**fargate_definition(image="nginx:2"))
        self.ecs.update_service(service="web", taskDefinition="web:2")
        self.wait_stable()
        described = self.ecs.describe_services(services=["web"])["services"][0]
        self.assertEqual(described["taskDefinition"].rsplit("/", 1)[1], "web:2")
        self.assertEqual(described["deployments"][0]["rolloutState"], "COMPLETED")
        self.ecs.delete_service(service="web", force=True)
        self.ecs.get_waiter("services_inactive").wait(services=["web"], WaiterConfig=QUICK)

    def test_tasks_start_and_stop(self):
        self.start_service()
        self.wait_stable()
        tasks = self.ecs.list_tasks(serviceName="web")["taskArns"]
        self.ecs.get_waiter("tasks_running").wait(tasks=tasks, WaiterConfig=QUICK)
        self.ecs.update_service(service="web", desiredCount=0)
        self.ecs.get_waiter("tasks_stopped").wait(tasks=tasks, WaiterConfig=QUICK)
        stopped = self.ecs.describe_tasks(tasks=tasks)["tasks"][0]
        self.assertEqual(stopped["lastStatus"], "STOPPED")
        self.assertGreater(stopped["stoppedAt"], stopped["startedAt"])

    def test_a_crashing_image_is_rolled_back(self):
        breaker = {"deploymentCircuitBreaker": {"enable": True, "rollback": True}}
        self.start_service(deploymentConfiguration=breaker)
        self.wait_stable()
        self.ecs.register_task_definition(**fargate_definition(image="nginx:crash"))
        self.ecs.update_service(service="web", taskDefinition="web:2")
        self.until_rolled_back()
        self.wait_stable()
        described = self.ecs.describe_services(services=["web"])["services"][0]
        self.assertEqual(described["taskDefinition"].rsplit("/", 1)[1], "web:1")

    def until_rolled_back(self):
        for _ in range(300):
            newest = self.ecs.list_service_deployments(service="web")["serviceDeployments"][0]
            if newest["status"] == "ROLLBACK_SUCCESSFUL":
                return
            # The simulator's clock moves by itself; only the polls have to be apart.
            time.sleep(0.1)
        self.fail("was not rolled back")

    def test_waiters_fail_on_what_is_not_there(self):
        self.ecs.create_cluster()
        with self.assertRaises(WaiterError):
            self.ecs.get_waiter("services_stable").wait(services=["none"], WaiterConfig=QUICK)

    def test_errors_are_classes(self):
        with self.assertRaises(self.ecs.exceptions.ClusterNotFoundException) as caught:
            self.ecs.describe_services(cluster="none", services=["web"])
        self.assertEqual(caught.exception.response["Error"]["Message"], "Cluster not found.")
        self.ecs.create_cluster()
        with self.assertRaises(self.ecs.exceptions.ServiceNotFoundException):
            self.ecs.update_service(service="none", desiredCount=1)

    def test_parameters_are_validated_before_anything_is_sent(self):
        with self.assertRaises(ParamValidationError):
            self.ecs.create_service(serviceName="web", desiredCount="2")
