"""Settings of one running service: from the environment (COOPTRACE_*) and the command line, frozen once made."""

from pathlib import Path

from pydantic import field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="COOPTRACE_", frozen=True)

    data_dir: Path = Path("data")
    database_url: str | None = None
    # The origin that is printed into codes. Never taken from a request.
    public_url: str | None = None
    # Where phones on the same network reach this machine; for codes on a screen, never printed.
    nearby_url: str | None = None
    demo: bool = False

    @field_validator("public_url")
    @classmethod
    def _origin_only(cls, value: str | None) -> str | None:
        return value.rstrip("/") if value else None

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir / 'cooptrace.db'}"

    @property
    def secure_cookies(self) -> bool:
        return (self.public_url or "").startswith("https://")
