"""Many reports: `sources` to read, `build` that fills a `store` of Parquet tables (`schema`), `panel` and `query` that ask it."""
