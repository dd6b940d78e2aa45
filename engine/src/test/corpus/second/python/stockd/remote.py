import requests
# @SHIFT


def fetch(session, base, path):
    # @SHIFT
    r = session.get(base + path, timeout=2)
    r.raise_for_status()
    return r.json()


# @SHIFT
class Prices:
    def __init__(self, base):
        self.base, self.s = base, requests.Session()

    def of(self, sku):
        return fetch(self.s, self.base, f"/v1/prices/{sku}")["amount"]


# @SHIFT
class Carrier:
    def __init__(self, base):
        self.base, self.s = base, requests.Session()

    def slots(self, day):
        return fetch(self.s, self.base, f"/slots?day={day}")["slots"]
