"""The API: what pages show and take, for programs, by tokens and in the same bounds."""
