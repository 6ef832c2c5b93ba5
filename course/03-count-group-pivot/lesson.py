# %% [markdown]
# # Count, group, pivot
