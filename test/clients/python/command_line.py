"""The AWS CLI, version 1, as scripts call it."""

import json
import os
import subprocess
import unittest

from simulated_account import admin


class CommandLine(unittest.TestCase):
    """A test that begins with an empty account."""

    def setUp(self):
        admin("POST", "/_sim/reset")

    def aws(self, *arguments, code=0):
        """Runs a command; gives what it printed, or what it complained of when it ends with another `code`."""
        environment = {**os.environ, "AWS_PAGER": "", "AWS_MAX_ATTEMPTS": "1"}
        done = subprocess.run(["aws", *arguments], capture_output=True, text=True, env=environment, check=False)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stdout if code == 0 else done.stderr

    def ecs(self, *arguments, **more):
        return self.aws("ecs", *arguments, **more)

    def said(self, *arguments):
        """The JSON that a command printed."""
        return json.loads(self.aws(*arguments))

    def register(self, definition):
        """Registers a definition; gives its ARN."""
        return self.ecs(
            *("register-task-definition", "--cli-input-json", json.dumps(definition), "--output", "text"),
            *("--query", "taskDefinition.taskDefinitionArn"),
        ).strip()
