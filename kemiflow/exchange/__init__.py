"""What comes in as files and goes out as tables: processes, the city, meetings, people, acts."""
