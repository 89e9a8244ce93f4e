"""What a person takes for what: pairs, the map, the page of a pair."""
