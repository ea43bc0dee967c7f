from marketplace.health import Health, HealthCheck


class KettleCheck(HealthCheck):
    """Is there hot water? Told by whoever sets ``boils``."""

    key = "plugin.kettle"
    needs_database = False
    boils = True

    def look(self) -> Health:
        if self.boils is None:
            raise RuntimeError("the kettle of Mrs Fang, fang@example.org, is gone")
        return Health(self.boils, {"degrees": 100 if self.boils else 20}, "the kettle is cold")
