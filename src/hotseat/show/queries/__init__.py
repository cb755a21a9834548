"""The one layer of questions that pages, API, feeds, alerts, Python API and MCP server all ask; answers are records."""
