"""The steps of the pipeline: one function, one small module, one test each."""
