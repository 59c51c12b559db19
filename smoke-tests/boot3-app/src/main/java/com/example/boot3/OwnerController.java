package com.example.boot3;

import jakarta.validation.Valid;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** The application's paths. */
@RestController
class OwnerController {
  private final OwnerRepository owners;
  private final RestClient client;
  private final String url;
  private final ExecutorService executor = Executors.newFixedThreadPool(2);

  OwnerController(
      OwnerRepository owners, RestClient.Builder client, @Value("${boot3.call.url}") String url) {
    this.owners = owners;
    this.client = client.build();
    this.url = url;
  }

  @GetMapping("/hello")
  String hello() {
    return "hello";
  }

  @GetMapping("/owners/{id}")
  ResponseEntity<Owner> owner(@PathVariable("id") int id) {
    return ResponseEntity.of(owners.find(id));
  }

  @PostMapping("/owners")
  @ResponseStatus(HttpStatus.CREATED)
  void add(@Valid @RequestBody Owner owner) {
    owners.save(owner);
  }

  /** The query runs on another thread, and the answer is written by yet another dispatch. */
  @GetMapping("/async")
  CompletableFuture<String> async() {
    return CompletableFuture.supplyAsync(() -> owners.count() + " owners", executor);
  }

  @GetMapping("/fail")
  String fail() {
    throw new IllegalStateException("told to fail");
  }

  /** Asks another service and hands its answer on. */
  @GetMapping("/call")
  String call() {
    return client.get().uri(url).retrieve().body(String.class);
  }
}
