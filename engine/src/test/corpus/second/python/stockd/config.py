import json
import os
# @SHIFT


class ConfigError(Exception):
    pass


# @SHIFT
def warehouse(cfg, name):
    site = cfg["sites"][name]
    # @SHIFT
    return site["address"], site["zone"]


def queue_for(cfg, kind):
    # @SHIFT
    return cfg["queues"][kind]


# @SHIFT
def load(path):
    with open(path) as f:
        text = f.read()
    try:
        return json.loads(text)
    except ValueError as e:
        raise ConfigError(f"bad configuration {path} for host {os.environ.get('HOSTNAME')}") from e
