"""Tables that belong to no domain: the heartbeat of workers."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model


class WorkerHeartbeat(Model):
    """When a worker process was last seen alive; one row per process."""

    name = fields.CharField(max_length=120, primary_key=True)
    beat_at = fields.DatetimeField()
    started_at = fields.DatetimeField()

    class Meta:
        table = "worker_heartbeat"
