"""Articles against the plan: what counts where, how surely and why; reprints fall to their first publication."""
