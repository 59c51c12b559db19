package com.example.boot3;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;

/** Someone with an address. */
record Owner(@Positive int id, @NotBlank String name, @NotBlank String city) {}
