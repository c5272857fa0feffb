from __future__ import annotations

import pytest

from lti_tool.config import Config
from lti_tool.errors import ConfigurationError

GOOD = {"SENDA_PUBLIC_URL": "https://senda.example.org", "SENDA_SECRET_KEY": "k" * 40}


def test_the_least_that_is_needed():
    config = Config.from_env(GOOD)
    assert config.database_url == "sqlite:///var/senda.db"
    assert not config.allow_private_hosts
    assert config.secure


def test_nothing_has_a_secret_by_default():
    with pytest.raises(ConfigurationError) as caught:
        Config.from_env({})
    assert {problem.split()[0] for problem in caught.value.problems} == {
        "SENDA_PUBLIC_URL",
        "SENDA_SECRET_KEY",
    }


def test_every_fault_is_told_at_once():
    bad = {
        "SENDA_PUBLIC_URL": "https://senda.example.org/path",
        "SENDA_SECRET_KEY": "short",
        "SENDA_OLD_SECRET_KEYS": "short",
        "SENDA_DATABASE_URL": "mysql://x",
        "SENDA_REDIS_URL": "http://x",
        "SENDA_ALLOW_PRIVATE_HOSTS": "perhaps",
        "SENDA_TRUSTED_PROXIES": "-1",
        "SENDA_LOG_LEVEL": "LOUD",
    }
    with pytest.raises(ConfigurationError) as caught:
        Config.from_env(bad)
    assert {problem.split()[0] for problem in caught.value.problems} == set(bad)
    assert "short" not in str(caught.value).replace("SENDA", "")


@pytest.mark.parametrize(
    "url",
    ["senda.example.org", "ftp://x", "https://", "https://x/", "https://a@x", "https://x:port", "https://[x"],
)
def test_public_urls(url):
    environ = {**GOOD, "SENDA_PUBLIC_URL": url}
    if url == "https://x/":
        assert Config.from_env(environ).public_url == "https://x"
        return
    with pytest.raises(ConfigurationError, match="SENDA_PUBLIC_URL"):
        Config.from_env(environ)


def test_plain_http_only_at_home():
    assert Config.from_env({**GOOD, "SENDA_PUBLIC_URL": "http://localhost:8000"}).public_url.endswith(":8000")
    with pytest.raises(ConfigurationError, match="https"):
        Config.from_env({**GOOD, "SENDA_PUBLIC_URL": "http://senda.example.org"})


def test_secrets_are_not_shown():
    config = Config.from_env({**GOOD, "SENDA_METRICS_TOKEN": "m" * 9, "SENDA_OLD_SECRET_KEYS": "o" * 40})
    assert not any(secret in repr(config) for secret in ("k" * 40, "m" * 9, "o" * 40))


def test_a_key_serves_one_purpose():
    config = Config.from_env(GOOD)
    other = Config.from_env({**GOOD, "SENDA_SECRET_KEY": "l" * 40})
    keys = {config.subkey("a"), config.subkey("b"), other.subkey("a")}
    assert len(keys) == 3
    assert {len(key) for key in keys} == {32}
