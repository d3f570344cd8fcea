"""Keeps the users of every tenant, and whether they may log in, in SQLite. README.md has the commands.

The numbers are the rules of docs/subscribing.md, "With any other client".
"""
import json
import os
import re
import sqlite3
import sys
from datetime import datetime
from pathlib import Path

import fastjsonschema

SCHEMAS = Path(os.environ.get("SCHEMAS", Path(__file__).resolve().parents[2] / "libs/contracts/schemas"))
# `UserProvisioned.v1` and so on: the types and versions that this reader knows.
CHECKS = {file.stem: fastjsonschema.compile(json.loads(file.read_text())) for file in SCHEMAS.glob("*.json")}
KNOWN = {type_.split(".")[0] for type_ in CHECKS}

TABLES = """
create table if not exists places (tenant text primary key, position integer, epoch text, handled integer);
create table if not exists seats (tenant text, user_id text, login text, may_log_in integer, primary key (tenant, user_id));
"""
OF_USER = "where tenant = :tenant and user_id = :userId"
STATEMENTS = {
    "UserProvisioned": "insert or replace into seats values (:tenant, :userId, :login, :active)",
    "UserProfileChanged": f"update seats set login = :login {OF_USER}",
    "UserDeactivated": f"update seats set login = :login, may_log_in = 0 {OF_USER}",
    "UserReactivated": f"update seats set login = :login, may_log_in = 1 {OF_USER}",
    "UserDeprovisioned": f"delete from seats {OF_USER}",
    "UserErased": f"delete from seats {OF_USER}",
    "TenantErased": "delete from seats where tenant = :tenant",
    "TenantMoved": "delete from seats where tenant = :tenant",
    "MovedTenantErased": "delete from seats where tenant = :tenant",
}


class Hold(Exception):
    """The tenant of this message is not processed any further; the others are."""


def read(key, headers, value):
    """The event of a message whose parts agree: rules 2 and 3."""
    try:
        type_, version = re.fullmatch(r"rollcall\.([A-Za-z]+)\.(v[1-9]\d*)", headers["ce_type"]).groups()
        check = CHECKS.get(f"{type_}.{version}")
        if type_ in KNOWN and not check:
            raise Hold("unknown-version")
        tenant, (kind, id_) = headers["ce_tenant"], headers["ce_subject"].split("/", 1)
        place = int(re.fullmatch(r"\d+", headers["ce_position"])[0]), headers["ce_epoch"]
        datetime.fromisoformat(headers["ce_time"])
        data = (check or dict)(json.loads(value.decode()))
        agree = key == tenant and headers["ce_source"].endswith(f"/tenants/{tenant}")
        agree = agree and all(data.get(name, id_) == id_ for name in ("userId", "groupId", "tokenId") if check)
        if not agree or (kind == "tenants" and id_ != tenant):
            raise Hold("unreadable")
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError, fastjsonschema.JsonSchemaException):
        raise Hold("unreadable") from None
    return type_, tenant, *place, data


def number(epoch):
    before_dot = re.match(r"(\d+)\.", epoch)
    return int(before_dot[1]) if before_dot else 1


class Seats:
    def __init__(self, file):
        self.db = sqlite3.connect(file, timeout=30, isolation_level=None)
        self.db.executescript(TABLES)

    def place(self, tenant):
        return self.db.execute("select position, epoch from places where tenant = ?", (tenant,)).fetchone() or (0, None)

    def process(self, type_, tenant, position, epoch, data):
        """Rule 8: rows and place in one transaction. False: another member of the group moved the place."""
        self.db.execute("begin immediate")
        with self.db:
            self.db.execute("insert or ignore into places values (?, 0, '', 0)", (tenant,))
            move = "update places set position = ?, epoch = ?, handled = handled + 1 where tenant = ? and position = ?"
            if self.db.execute(move, (position, epoch, tenant, position - 1)).rowcount == 0:
                return False
            if type_ in STATEMENTS:
                active = data.get("attributes", {}).get("active") is not False
                self.db.execute(STATEMENTS[type_], {**data, "tenant": tenant, "active": active})
            return True

    def state(self):
        seats = "select user_id, login, may_log_in from seats where tenant = ? order by user_id"
        return {
            tenant: {"position": position, "epoch": epoch, "handled": handled, "seats": [
                {"userId": user_id, "login": login, "mayLogIn": may_log_in == 1}
                for user_id, login, may_log_in in self.db.execute(seats, (tenant,))]}
            for tenant, position, epoch, handled in self.db.execute("select * from places").fetchall()
        }


class Reader:
    def __init__(self, seats):
        self.seats, self.held, self.holds = seats, {}, []

    def take(self, topic, partition, offset, key, headers, value):
        """Processes a message. Returns the offset from which its partition is to be read again, if any."""
        held = self.held.get(key)
        if key is None or (held and held["reason"] != "gap"):  # 1
            return None
        try:
            event = _, tenant, position, epoch, _ = read(key, headers, value)
            while True:
                at, of = self.seats.place(tenant)
                if position <= at:  # 4
                    if of and number(epoch) > number(of):
                        raise Hold("history")
                    return None
                if position > at + 1:  # 5
                    raise Hold("gap")
                if of and number(epoch) < number(of):  # 6
                    raise Hold("history")
                if self.seats.process(*event):
                    return self.held.pop(tenant)["offset"] if held else None
        except Hold as hold:
            if not held:
                place = {"topic": topic, "partition": partition, "offset": offset}
                self.held[key] = {"tenant": key, "reason": str(hold), **place}
                self.holds.append(self.held[key])
                print("held:", self.held[key], file=sys.stderr, flush=True)
            return None

    def first_hold(self, partition, end):
        return min([end, *(one["offset"] for one in self.held.values() if one["partition"] == partition)])
