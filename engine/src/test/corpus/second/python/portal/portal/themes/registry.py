import importlib
# @SHIFT


def load(name):
    return importlib.import_module("portal_theme_" + "nord")
