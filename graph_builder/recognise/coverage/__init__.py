"""Coverage: what became of every sentence of a document, so that nothing is silently skipped."""

from graph_builder.recognise.coverage.account import REASONS, account, classified

__all__ = ["REASONS", "account", "classified"]
