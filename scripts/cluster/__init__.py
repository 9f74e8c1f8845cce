"""The regions' parts of a site made on a cluster 集群, and kept as if this machine had made them.

Dask says who makes what, sees workers go and gives what they held to others. The files of the project go to the workers, and what
they make comes back, through a store that all can reach: a shared folder or a bucket. A build that follows finds every part
kept, and is the same to the byte, because a part is a pure function of those files (:mod:`scripts.mkdocs.shards`).
"""
