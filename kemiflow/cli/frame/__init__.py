"""What every command stands on: what is asked, who asks, in which language, how it is shown and refused."""
