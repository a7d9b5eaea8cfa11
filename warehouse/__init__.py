"""The citizen personal data warehouse: subjects, papers, results, and facts that are only ever added."""
