package com.example.boot3;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The owners in the database. */
@Repository
class OwnerRepository {
  private static final RowMapper<Owner> OWNER =
      (row, number) -> new Owner(row.getInt("id"), row.getString("name"), row.getString("city"));

  private final JdbcTemplate jdbc;

  OwnerRepository(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Owner> find(int id) {
    List<Owner> found =
        jdbc.query("SELECT id, name, city FROM owners WHERE id = ? AND city <> ''", OWNER, id);
    return found.stream().findFirst();
  }

  int count() {
    return jdbc.queryForObject("SELECT COUNT(*) FROM owners", Integer.class);
  }

  @Transactional
  public void save(Owner owner) {
    jdbc.update(
        "INSERT INTO owners (id, name, city) VALUES (?, ?, ?)",
        owner.id(),
        owner.name(),
        owner.city());
  }
}
