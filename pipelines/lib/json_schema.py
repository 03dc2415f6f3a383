"""The JSON Schemas with which an editor completes and checks the YAML, written from the pydantic models.

`python -m pipelines.lib.json_schema` rewrites sources/schema/*.json; a test keeps them current. A YAML names its
schema in its first line: `# yaml-language-server: $schema=../schema/contract.json`.
"""

from typing import Any

from pydantic import BaseModel

from pipelines.lib.config.contract import Contract
from pipelines.lib.config.portfolio import Portfolio
from pipelines.lib.config.source import Source
from pipelines.lib.config.threshold import Thresholds
from pipelines.lib.files import write_json
from pipelines.lib.lake.manifest import Manifest
from pipelines.lib.workspace import Workspace

SCHEMAS: dict[str, type[BaseModel]] = {
    "portfolio": Portfolio,
    "contract": Contract,
    "source": Source,
    "thresholds": Thresholds,
    "manifest": Manifest,
}
FROM_PLACE = {"source_id", "party_id"}


def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """A model's schema as people write it: keys that come from a file's place are left out, `read` has a default."""
    schema = model.model_json_schema(by_alias=True)
    if model is Source:
        schema["properties"] = {name: spec for name, spec in schema["properties"].items() if name not in FROM_PLACE}
        schema["required"] = [name for name in schema["required"] if name not in FROM_PLACE | {"read"}]
    return schema


def main() -> None:
    """Rewrite every schema file."""
    for name, model in SCHEMAS.items():
        write_json(Workspace.from_environment().sources / "schema" / f"{name}.json", schema_of(model))


if __name__ == "__main__":
    main()
