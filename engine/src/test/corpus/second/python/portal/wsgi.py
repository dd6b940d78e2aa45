import os, sys, logging
# @SHIFT
from pydantic import Field
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    portal_dsn: str
    portal_workers: int = Field(gt=0, default=2)
    portal_port: int = 8000


# @SHIFT
def create_app():
    s = Settings()
    # @SHIFT
    if os.environ.get("THEME"):
        from portal.themes import registry
        registry.load(os.environ["THEME"])
    from flask import Flask
    app = Flask("portal")
    # @SHIFT
    @app.get("/")
    def index(): return "ok"
    return app, s


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format=os.environ.get("FMT", "%(levelname)s %(message)s"))
    for i in range(int(os.environ.get("NOISE", "2"))): logging.info("loaded plugin %d of %s", i, os.environ.get("NOISE"))
    app, s = create_app()
    app.run(port=s.portal_port)
