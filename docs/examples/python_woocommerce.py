#!/usr/bin/env python3
"""Connects a WooCommerce store to Logix, reads the orders of the last seven days and sets one stock number.

Needs nothing but Python 3.9 or newer. What it works with comes from the environment:

    LOGIX_URL            where the hub is              http://127.0.0.1:3000
    LOGIX_TOKEN          a login or an API token       (or LOGIX_EMAIL and LOGIX_PASSWORD)
    WOO_URL              the shop's address            https://your-store.com
    WOO_KEY, WOO_SECRET  its REST API key              ck_…, cs_…
    SKU, QUANTITY        optional: a stock number to set
"""

import json
import os
import sys
import urllib.error
import urllib.request
from datetime import datetime, timedelta, timezone

HUB = os.environ.get("LOGIX_URL", "http://127.0.0.1:3000").rstrip("/")
INTEGRATIONS = "/api/v1/woocommerce/integrations"


class HubError(Exception):
    """What the hub answered instead of a success: a sentence, a code, and what helps."""

    def __init__(self, status, problem):
        self.code = problem.get("code", "")
        help_line = f"\n  What helps: {problem['remedy']}" if problem.get("remedy") else ""
        super().__init__(f"{status} {self.code}: {problem.get('detail', 'no explanation')}{help_line}")


def call(method, path, body=None, token=None):
    """One request; the reply as Python values."""
    request = urllib.request.Request(HUB + path, method=method)
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    if body is not None:
        request.add_header("Content-Type", "application/json")
        request.data = json.dumps(body).encode()
    try:
        with urllib.request.urlopen(request, timeout=120) as reply:
            return json.load(reply)
    except urllib.error.HTTPError as error:
        raise HubError(error.code, json.load(error)) from error


def log_in():
    if os.environ.get("LOGIX_TOKEN"):
        return os.environ["LOGIX_TOKEN"]
    who = {"email": os.environ["LOGIX_EMAIL"], "password": os.environ["LOGIX_PASSWORD"]}
    return call("POST", "/api/v1/auth/login", who)["token"]


def connect(token):
    """The id of the store's integration. A store that is connected already is found again."""
    store_url = os.environ["WOO_URL"]
    store = {
        "store_url": store_url,
        "consumer_key": os.environ["WOO_KEY"],
        "consumer_secret": os.environ["WOO_SECRET"],
        "integration_name": "My WooCommerce Store",
        "auto_sync": True,
    }
    try:
        integration = call("POST", INTEGRATIONS, store, token)["integration"]
        print(f"Integration created: {integration['id']}")
        return integration["id"]
    except HubError as error:
        if error.code != "store_connected":
            raise
    known = call("GET", INTEGRATIONS, token=token)["integrations"]
    found = [each["id"] for each in known if each["store_url"].rstrip("/") == store_url.rstrip("/")]
    if not found:
        sys.exit("The store is connected under another spelling of its address.")
    print(f"Integration found: {found[0]}")
    return found[0]


def sync(token, integration_id):
    since = (datetime.now(timezone.utc) - timedelta(days=7)).isoformat()
    wish = {"status": "processing", "since": since, "limit": 100}
    result = call("POST", f"{INTEGRATIONS}/{integration_id}/sync", wish, token)["result"]
    print(f"Synced {result['synced']} orders, {result['failed']} failed")
    for error in result["errors"]:
        print(f"  order {error['order_id']}: {error['message']}")


def set_stock(token, integration_id, sku, quantity):
    wish = {"sku": sku, "quantity": quantity}
    result = call("POST", f"{INTEGRATIONS}/{integration_id}/products/sync", wish, token)["result"]
    print(f"{result['sku']} is {result['quantity']} now")


def main():
    token = log_in()
    integration_id = connect(token)
    sync(token, integration_id)
    if os.environ.get("SKU"):
        set_stock(token, integration_id, os.environ["SKU"], int(os.environ["QUANTITY"]))


if __name__ == "__main__":
    try:
        main()
    except KeyError as missing:
        sys.exit(f"Set {missing.args[0]} in the environment; the top of this file lists what is needed.")
    except (HubError, urllib.error.URLError) as error:
        sys.exit(str(error))
