"""Configuration: YAML and CSV under sources/ and expectations/ become pydantic models, or one clear ConfigError."""
