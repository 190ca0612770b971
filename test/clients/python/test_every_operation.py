"""Every simulated operation is called with the smallest input that boto3's parameter validation lets pass."""

from botocore import xform_name
from botocore.exceptions import ClientError

from simulated_account import SimulatedAccount, admin

#: Errors that any operation of a service may answer, and that its model names for some only.
COMMON = {
    "ecs": {"ClientException", "InvalidParameterException", "UnsupportedFeatureException", "ClusterNotFoundException"},
    "application-autoscaling": {"ValidationException", "AccessDeniedException"},
    "cloudwatch": {"ValidationError", "InvalidParameterValue", "InvalidParameterCombination", "ResourceNotFound"},
    "elasticloadbalancingv2": {"ValidationError"},
    "sts": set(),
}
#: What boto3 calls the services that the simulator calls otherwise.
CLIENTS = {"elasticloadbalancingv2": "elbv2"}


def smallest(shape, name=""):
    """The smallest value of a shape: required members only."""
    if shape.type_name == "structure":
        return {member: smallest(shape.members[member], member) for member in shape.required_members}
    if shape.type_name == "list":
        return [smallest(shape.member, name)]
    if shape.type_name == "map":
        return {}
    if shape.type_name == "string":
        return shape.enum[0] if shape.enum else "x" * max(shape.metadata.get("min", 1), 1)
    if shape.type_name == "boolean":
        return True
    return {"timestamp": "2026-01-01T00:00:00Z"}.get(shape.type_name, shape.metadata.get("min", 1))


class EveryOperation(SimulatedAccount):
    def test_is_known_to_boto3_and_answers_as_modelled(self):
        for service, operations in admin("GET", "/_sim/operations").items():
            client = self.client(CLIENTS.get(service, service))
            for operation in operations:
                with self.subTest(f"{service} {operation}"):
                    self.call(client, service, operation)

    def call(self, client, service, operation):
        model = client.meta.service_model.operation_model(operation)
        values = {} if model.input_shape is None else smallest(model.input_shape)
        try:
            getattr(client, xform_name(operation))(**values)
        except ClientError as error:
            self.assertLess(error.response["ResponseMetadata"]["HTTPStatusCode"], 500)
            modelled = {shape.metadata.get("error", {}).get("code", shape.name) for shape in model.error_shapes}
            modelled |= {shape.name for shape in model.error_shapes}
            self.assertIn(error.response["Error"]["Code"], modelled | COMMON.get(service, set()))
            self.assertRegex(error.response["ResponseMetadata"]["RequestId"], r"^[0-9a-f-]{36}$")
