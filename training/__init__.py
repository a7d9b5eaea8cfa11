"""How the weights of `ocr/models` were made. Needs PyTorch, in an environment of its own; nothing here runs with the
product."""
