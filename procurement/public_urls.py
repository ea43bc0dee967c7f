"""What everybody reads, and what agencies answer."""

urlpatterns = []
