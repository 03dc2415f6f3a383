"""From sample files to proposed configuration. What the files do not say is asked; nothing is made up."""
