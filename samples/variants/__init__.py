"""Other offices' forms of the same papers: other wording, order, punctuation, fonts, sizes and sheets than
`samples.papers`. One module a type, with its `LAYOUTS` and `draw`; used to train and to test on what is not our own."""
