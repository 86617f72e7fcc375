"""
What the streams of a test did, to look at when it has failed: recorded, written as lines, shown as a page.
"""
