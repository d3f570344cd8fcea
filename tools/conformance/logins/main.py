"""Asks the code of docs/login.md about each line of the input."""
import json
import os
import sys

import django
from django.conf import settings

settings.configure(
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes"],
    ROLLCALL_DIRECTORY=os.environ["ROLLCALL_DIRECTORY"],
    ROLLCALL_KEY=os.environ["ROLLCALL_KEY"],
)
django.setup()

from page import DirectoryBackend  # noqa: E402: after the set-up


class User:
    is_active = True

    def __init__(self, tenant, name):
        self.tenant_id, self.name = tenant, name

    def get_username(self):
        return self.name


for line in sys.stdin:
    question = json.loads(line)
    user = User(question["tenant"], question["userName"])
    print(json.dumps(DirectoryBackend().user_can_authenticate(user)))
