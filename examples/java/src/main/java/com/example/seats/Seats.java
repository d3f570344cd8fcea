package com.example.seats;

import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The users of every tenant, and how far each tenant is processed. */
@Repository
class Seats {
    private static final String OF_USER = " where tenant = :tenant and user_id = :userId";
    private static final Map<String, String> STATEMENTS = Map.of(
        "UserProvisioned", "insert or replace into seats values (:tenant, :userId, :login, :active)",
        "UserProfileChanged", "update seats set login = :login" + OF_USER,
        "UserDeactivated", "update seats set login = :login, may_log_in = 0" + OF_USER,
        "UserReactivated", "update seats set login = :login, may_log_in = 1" + OF_USER,
        "UserDeprovisioned", "delete from seats" + OF_USER,
        "UserErased", "delete from seats" + OF_USER,
        "TenantErased", "delete from seats where tenant = :tenant",
        "TenantMoved", "delete from seats where tenant = :tenant",
        "MovedTenantErased", "delete from seats where tenant = :tenant");

    record Place(long position, String epoch) {}

    private final JdbcClient jdbc;

    Seats(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Place place(String tenant) {
        return jdbc.sql("select position, epoch from places where tenant = ?").param(tenant)
            .query(Place.class).optional().orElse(new Place(0, null));
    }

    /** Rule 8: rows and place in one transaction. False: another member of the group moved the place. */
    @Transactional
    boolean process(Event event) {
        jdbc.sql("insert or ignore into places values (?, 0, null, 0)").param(event.tenant()).update();
        var moved = jdbc.sql("update places set position = ?, epoch = ?, handled = handled + 1 where tenant = ? and position = ?")
            .params(event.position(), event.epoch(), event.tenant(), event.position() - 1).update();
        var statement = STATEMENTS.get(event.type());
        if (moved == 1 && statement != null)
            jdbc.sql(statement)
                .param("tenant", event.tenant())
                .param("userId", event.data().path("userId").asString())
                .param("login", event.data().path("login").asString())
                .param("active", event.data().path("attributes").path("active").asBoolean(true))
                .update();
        return moved == 1;
    }
}
