"""Ask a store: SQL with DuckDB, or a table as a dataset of Hugging Face's `datasets`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pyarrow.dataset import dataset

from govnlp.corpus.schema import TABLES
from govnlp.corpus.store import Store
from govnlp.errors import StoreError

if TYPE_CHECKING:
    import datasets
    import duckdb
    import pandas


def connect(store: str | Path) -> duckdb.DuckDBPyConnection:
    """A DuckDB connection in memory, with a view of each table of the store as it is now.

    Raises
    ------
    StoreError, SchemaError
        If there is no store, one of another schema, or DuckDB is not installed.
    """
    try:
        import duckdb
    except ImportError as error:
        raise StoreError("SQL needs DuckDB: pip install 'govnlp[sql]'") from error
    opened = Store(store)
    connection = duckdb.connect()
    for name, schema in TABLES.items():
        files = opened.files(name)
        if files and opened.fs is None:
            connection.read_parquet(files).create_view(name)
        else:
            connection.register(name, dataset(files, schema, filesystem=opened.fs, format="parquet") if files else schema.empty_table())
    return connection


def query(store: str | Path, sql: str) -> pandas.DataFrame:
    """The answer of a store to SQL; its tables are views (`govnlp.corpus.schema` says what they hold).

    Raises
    ------
    StoreError
        If there is no store, DuckDB is not installed, or it does not understand the SQL.
    SchemaError
        If the store was built with another schema.
    """
    connection = connect(store)
    import duckdb

    try:
        return connection.sql(sql).df()
    except duckdb.Error as error:
        raise StoreError(f"the query failed: {error}") from error
    finally:
        connection.close()


def to_dataset(store: str | Path, table: str = "segments") -> datasets.Dataset:
    """A table of a store as a `datasets.Dataset`, mapped from a copy in the cache of `datasets`; in memory where the
    store is not on this machine.

    Raises
    ------
    ValueError
        If there is no such table.
    StoreError, SchemaError
        If there is no store, or one of another schema.
    """
    import datasets

    opened = Store(store)
    files = opened.files(table)
    return datasets.Dataset.from_parquet(files) if files and opened.fs is None else datasets.Dataset(opened.table(table))
