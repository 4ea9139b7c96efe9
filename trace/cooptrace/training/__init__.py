"""Teams, trainers, the communes they cover and the visits they make."""
