"""Pictures made to hurt: small sane files of every kind, damage of every kind, and what has to hold of each answer."""
