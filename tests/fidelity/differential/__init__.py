"""
One case, two pages: the headless one and Chromium's, and what is different between them.
"""
