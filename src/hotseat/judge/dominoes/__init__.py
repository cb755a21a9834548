"""The joint distribution over all open and threatened posts: a coach takes one post, and leaves another open.

`book.py` is what goes in, `joint.py` what comes out; the rooms between are arrays.
"""
