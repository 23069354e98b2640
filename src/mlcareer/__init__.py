"""mlcareer: place yourself on the machine-learning-engineer ladder and see what to do next."""

__version__ = "0.1.0"
