"""
`python -m stario.cli`, as the console script.
"""

from stario.cli import main

if __name__ == "__main__":
    main()
